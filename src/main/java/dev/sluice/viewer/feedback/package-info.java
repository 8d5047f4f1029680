/** The RTP session of one connected viewer: media out, RTCP both ways. */
@NullMarked
package dev.sluice.viewer.feedback;

import org.jspecify.annotations.NullMarked;
