/** Tests of the packaged service with ffmpeg, a real browser, and plain HTTP. */
package dev.sluice.conformance;
