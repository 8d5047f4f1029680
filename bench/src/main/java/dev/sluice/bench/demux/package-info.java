/** Measures the cost from transport stream bytes to the log, beside ffmpeg on the same file. */
package dev.sluice.bench.demux;
