/** The command line: the commands of the program and what they print. */
@NullMarked
package dev.sluice.app.cli;

import org.jspecify.annotations.NullMarked;
