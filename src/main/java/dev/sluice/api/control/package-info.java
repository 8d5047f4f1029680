/** The control API: streams and sessions as JSON, drain, reconnect. */
@NullMarked
package dev.sluice.api.control;

import org.jspecify.annotations.NullMarked;
