/** The servers under measurement: their processes, ports, CPU time and memory. */
@NullMarked
package dev.sluice.bench.server;

import org.jspecify.annotations.NullMarked;
