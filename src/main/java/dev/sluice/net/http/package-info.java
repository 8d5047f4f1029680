/**
 * What every HTTP route needs: problem documents, limited bodies, and knowing whether the client is
 * still there.
 */
@NullMarked
package dev.sluice.net.http;

import org.jspecify.annotations.NullMarked;
