package dev.sluice.api.hooks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;

/**
 * A POST of a form to an address. 2xx is success. 408, 425, 429 and 5xx are worth another try, and
 * so is no answer; any other answer is not.
 */
final class HttpHook implements HookTarget {
  private static final Set<Integer> BUSY = Set.of(408, 425, 429);

  private final String key;
  private final String template;
  private final HttpClient client;
  private final Duration timeout;

  /**
   * @param key of the setting, for the log
   * @param template address; {@code {stream}} stands for the name of the stream, whose characters
   *     need no encoding
   * @param timeout of one call
   */
  HttpHook(String key, String template, HttpClient client, Duration timeout) {
    this.key = key;
    this.template = template;
    this.client = client;
    this.timeout = timeout;
  }

  /** A client for hooks: without redirects, which would send a form to an unknown address. */
  static HttpClient client(Duration timeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(timeout)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public void call(HookEvent event) throws HookFailure, InterruptedException {
    int status = send(request(event));
    if (status / 100 != 2) {
      throw new HookFailure("the answer is " + status, status / 100 == 5 || BUSY.contains(status));
    }
  }

  private HttpRequest request(HookEvent event) throws HookFailure {
    URI address = URI.create(template.replace(HookSettings.STREAM, event.stream()));
    if (address.getHost() == null) {
      // The name may be part of the host, where it may not have all of its characters.
      throw new HookFailure("the name of the stream makes no address of it", false);
    }
    return HttpRequest.newBuilder(address)
        .timeout(timeout)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(event.form()))
        .build();
  }

  private int send(HttpRequest request) throws HookFailure, InterruptedException {
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      // The body may be endless, and nobody reads it.
      response.body().close();
      return response.statusCode();
    } catch (HttpTimeoutException e) {
      throw new HookFailure("no answer came within hooks.timeoutSeconds", true);
    } catch (IOException e) {
      throw new HookFailure("the address cannot be reached", true);
    }
  }
}
