/** The certificates of TLS servers, read from PEM files and reloaded when the files change. */
@NullMarked
package dev.sluice.net.tls;

import org.jspecify.annotations.NullMarked;
