/** JMH benchmarks of the work per packet and per viewer. */
package dev.sluice.bench.micro;
