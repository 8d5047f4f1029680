/** Results as a table, as JSON and as a page with plots. */
@NullMarked
package dev.sluice.bench.report;

import org.jspecify.annotations.NullMarked;
