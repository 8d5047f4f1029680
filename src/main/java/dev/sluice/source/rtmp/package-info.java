/** Sources that publish over RTMP and enhanced RTMP: a server for encoders and gateways. */
@NullMarked
package dev.sluice.source.rtmp;

import org.jspecify.annotations.NullMarked;
