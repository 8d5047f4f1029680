/** JMH benchmarks of the work that is done for every packet and every viewer. */
package dev.sluice.bench.micro;
