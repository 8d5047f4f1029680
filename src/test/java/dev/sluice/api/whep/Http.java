package dev.sluice.api.whep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;

/** Access to the parts of a response that tests check. */
public final class Http {
  public static final String FRAGMENT = "application/trickle-ice-sdpfrag";

  private Http() {}

  public static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** Asserts a problem document with a sentence (RFC 9457), and that pages may read it. */
  public static void assertProblem(int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals("application/problem+json", header(answer, "Content-Type"));
    assertTrue(answer.body().matches("(?s).*\"detail\":\"[A-Z].+[.?]\".*"), answer.body());
    assertEquals("*", header(answer, "Access-Control-Allow-Origin"));
  }

  /** The value of an attribute of an SDP. */
  public static String attribute(String sdp, String name) {
    String start = "a=" + name + ":";
    return sdp.lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length());
  }
}
