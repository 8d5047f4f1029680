package dev.sluice.net.auth;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.net.auth.Decision.Reason;
import dev.sluice.net.http.JsonInput;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a service of the operator by a POST of {@code {"stream", "action", "token", "address"}}. 2xx
 * grants the request; a body {@code {"expiresInSeconds": N}} limits the right. 401 and 403 refuse
 * it. Any other answer, or none in time, refuses it with 503.
 */
final class Webhook implements Authorizer {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private final URI url;
  private final Clock clock;
  private final BoundedHttp http;
  private final DecisionCache cache;
  private final PendingQuestions pending;
  private final RateLimitedLog log =
      new RateLimitedLog(System.getLogger(Webhook.class.getName()), System::nanoTime);

  Webhook(WebhookSettings settings, Clock clock) {
    this.url = settings.url.orElseThrow();
    this.clock = clock;
    this.http = new BoundedHttp(settings.timeout);
    this.cache = new DecisionCache(settings.cache);
    this.pending = new PendingQuestions(settings.timeout);
  }

  @Override
  public Decision decide(AccessRequest request) throws InterruptedException {
    Optional<Decision> known = cache.find(request, clock.instant());
    if (known.isEmpty()) {
      known = pending.ask(request, () -> askUnlessKnown(request));
    }
    return known.orElseGet(() -> unavailable("too many requests are under way"));
  }

  /** The answer may have become known while the request waited for a place. */
  private Decision askUnlessKnown(AccessRequest request) throws InterruptedException {
    Instant now = clock.instant();
    Optional<Decision> known = cache.find(request, now);
    if (known.isPresent()) {
      return known.get();
    }
    try {
      Decision decision = ask(request, now);
      cache.put(request, decision, now);
      return decision;
    } catch (IOException | JsonException | ClassCastException | ArithmeticException e) {
      return unavailable(e instanceof IOException ? String.valueOf(e.getMessage()) : "bad answer");
    }
  }

  private Decision ask(AccessRequest request, Instant now)
      throws IOException, InterruptedException {
    String body =
        JSON.createObjectBuilder()
            .add("stream", request.stream())
            .add("action", request.action().word())
            .add("token", request.token())
            .add("address", request.address())
            .build()
            .toString();
    BoundedHttp.Answer answer = http.postJson(url, body);
    return switch (answer.status()) {
      case 200, 201, 202, 204 -> granted(answer.body(), now);
      case 401 ->
          request.token().isEmpty()
              ? Refusals.noToken()
              : Decision.refused(Reason.BAD_TOKEN, "The token is not accepted.");
      case 403 -> Refusals.notAllowed(request);
      default -> throw new IOException("the answer is " + answer.status());
    };
  }

  private static Decision granted(String body, Instant now) {
    if (!body.stripLeading().startsWith("{")) {
      return Decision.Granted.FOREVER;
    }
    JsonObject answer = JsonInput.object(body.getBytes(StandardCharsets.UTF_8));
    return answer.containsKey("expiresInSeconds")
        ? new Decision.Granted(
            Optional.of(now.plusSeconds(answer.getJsonNumber("expiresInSeconds").intValueExact())))
        : Decision.Granted.FOREVER;
  }

  private Decision unavailable(String reason) {
    log.log(System.Logger.Level.WARNING, reason, "auth.webhook.url was not asked: " + reason + ".");
    return Decision.refused(Reason.UNAVAILABLE, "Access cannot be checked now; try again later.");
  }

  /** Entries kept for questions under way; 0 when nothing is asked. */
  int retained() {
    return pending.retained();
  }

  @Override
  public void close() {
    http.close();
  }
}
