/**
 * Settings that features declare themselves: key, type, default and documentation in one place.
 * Reading files and the environment is not done here.
 */
@NullMarked
package dev.sluice.base.settings;

import org.jspecify.annotations.NullMarked;
