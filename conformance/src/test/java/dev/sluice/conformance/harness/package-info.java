/** Starts and ends the programs that the tests need: the service, ffmpeg, a browser. */
package dev.sluice.conformance.harness;
