/**
 * The typed configuration: every key with its type, default and limits, from file and environment.
 */
@NullMarked
package dev.sluice.app.config;

import org.jspecify.annotations.NullMarked;
