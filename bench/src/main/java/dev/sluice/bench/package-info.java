/** JMH benchmarks of the work that is done for every packet. */
package dev.sluice.bench;
