/** Sources of one's own, in Java: a small interface, found in the jars of a folder. */
@NullMarked
package dev.sluice.source.java;

import org.jspecify.annotations.NullMarked;
