package dev.sluice.net.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Content codings of bodies, such as gzip: none but {@code identity} is taken (RFC 9110 section
 * 8.4.1).
 */
final class ContentCodings {
  private static final String IDENTITY = "identity";

  private ContentCodings() {}

  /**
   * A filter for all routes: answers a body in another coding with 415. {@code Accept-Encoding}
   * tells this cause from a wrong media type (RFC 9110 section 15.5.16).
   */
  static void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (request.content().hasEntity()
        && !isIdentity(request.headers().values(HeaderNames.CONTENT_ENCODING))) {
      response.header(HeaderValues.create(HeaderNames.ACCEPT_ENCODING, IDENTITY));
      Problem.of(
              Status.UNSUPPORTED_MEDIA_TYPE_415,
              "The body must be sent as it is, without Content-Encoding.")
          .send(request, response);
    } else {
      chain.proceed();
    }
  }

  private static boolean isIdentity(List<String> values) {
    return values.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .allMatch(coding -> coding.isEmpty() || coding.equalsIgnoreCase(IDENTITY));
  }

  /**
   * Codings for Helidon, under which every body reaches the filter. Helidon 4.5 answers any {@code
   * Content-Encoding} on HTTP/1.1 with 400 if it has no decoders, and ignores it on HTTP/2.
   */
  static ContentEncodingContext undecoded() {
    return DelegatingProxy.of(
        ContentEncodingContext.class,
        ContentEncodingContext.create(codings -> codings.contentEncodingsDiscoverServices(false)),
        Map.of(
            "contentDecodingEnabled", arguments -> true,
            "contentDecodingSupported", arguments -> true,
            "decoder", arguments -> ContentDecoder.NO_OP));
  }
}
