/** What the way from transport stream bytes to the log costs, beside ffmpeg on the same file. */
package dev.sluice.bench.demux;
