/** WHEP over HTTP (draft-ietf-wish-whep-03): the endpoint, sessions as resources, held POSTs. */
@NullMarked
package dev.sluice.api.whep;

import org.jspecify.annotations.NullMarked;
