package dev.sluice.conformance.attack;

/**
 * A row of the table of attacks.
 *
 * @param name in messages and in {@code docs/attacks.md}
 * @param description the traffic, in one sentence
 * @param attack sends it
 */
record Shape(String name, String description, Attack attack) {}
