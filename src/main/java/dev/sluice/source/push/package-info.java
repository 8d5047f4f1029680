/** Sources that push a transport stream over HTTP. */
@NullMarked
package dev.sluice.source.push;

import org.jspecify.annotations.NullMarked;
