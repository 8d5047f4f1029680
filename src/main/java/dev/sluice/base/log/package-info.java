/** Log lines that may repeat without end are limited by key. */
@NullMarked
package dev.sluice.base.log;

import org.jspecify.annotations.NullMarked;
