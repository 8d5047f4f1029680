/** The player: a page, its style sheet and its scripts, served from memory. */
@NullMarked
package dev.sluice.api.player;

import org.jspecify.annotations.NullMarked;
