/** Where transport streams come from: pushed over HTTP; with watchdogs for those that stall. */
@NullMarked
package dev.sluice.source.push;

import org.jspecify.annotations.NullMarked;
