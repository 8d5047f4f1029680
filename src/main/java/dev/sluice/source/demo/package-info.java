/** The built-in test stream as a source. */
@NullMarked
package dev.sluice.source.demo;

import org.jspecify.annotations.NullMarked;
