/**
 * The functions of OpenSSL's libcrypto (version 3) of the system, by the foreign-function API, and
 * what a handshake needs of them: key agreement and ECDSA.
 */
@NullMarked
package dev.sluice.base.libcrypto;

import org.jspecify.annotations.NullMarked;
