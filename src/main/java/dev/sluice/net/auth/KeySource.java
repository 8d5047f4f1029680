package dev.sluice.net.auth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.util.List;

/** Public keys that verify tokens. */
@FunctionalInterface
interface KeySource {
  /**
   * The keys that may verify a token with that header; none if its key is unknown.
   *
   * @throws IOException when the keys cannot be fetched
   */
  List<JWK> find(JWSHeader header) throws IOException, InterruptedException;
}
