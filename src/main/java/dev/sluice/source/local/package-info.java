/** Sources of this machine: files, standard input, and the output of commands. */
@NullMarked
package dev.sluice.source.local;

import org.jspecify.annotations.NullMarked;
