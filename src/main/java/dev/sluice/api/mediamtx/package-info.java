/** The calls of MediaMTX's API that gateways use: publishers and viewers, and their end. */
@NullMarked
package dev.sluice.api.mediamtx;

import org.jspecify.annotations.NullMarked;
