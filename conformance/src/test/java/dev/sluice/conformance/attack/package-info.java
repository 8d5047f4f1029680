/** Hostile clients of the running service, beside a good viewer. */
package dev.sluice.conformance.attack;
