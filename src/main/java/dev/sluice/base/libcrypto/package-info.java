/** OpenSSL's libcrypto (version 3) by the foreign-function API: AES-GCM, key agreement, ECDSA. */
@NullMarked
package dev.sluice.base.libcrypto;

import org.jspecify.annotations.NullMarked;
