/** Hooks: addresses and commands of the operator that are called when streams change. */
@NullMarked
package dev.sluice.api.hooks;

import org.jspecify.annotations.NullMarked;
