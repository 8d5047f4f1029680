/** Sources that are fetched over HTTP, and the HTTP/1.1 client that fetches them. */
@NullMarked
package dev.sluice.source.http;

import org.jspecify.annotations.NullMarked;
