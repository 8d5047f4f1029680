/** The packaged service against ffmpeg, a real browser, and the plain HTTP that they speak. */
package dev.sluice.conformance;
