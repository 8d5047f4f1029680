package dev.sluice.net.auth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.util.List;

/** Public keys that tokens may be signed with. */
@FunctionalInterface
interface KeySource {
  /**
   * The keys that a token with that header may be signed with; none when the key is not known.
   *
   * @throws IOException when the keys cannot be had
   */
  List<JWK> find(JWSHeader header) throws IOException, InterruptedException;
}
