/** Analyses a transport stream: programs, tracks, time stamps, and whether browsers play it. */
@NullMarked
package dev.sluice.app.probe;

import org.jspecify.annotations.NullMarked;
