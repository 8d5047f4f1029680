package dev.sluice.api.events;

import dev.sluice.api.whep.WhepFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** A client that reads events. */
final class EventReader implements AutoCloseable {
  private final HttpClient client;
  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  EventReader(WhepFixture whep, String path) throws IOException, InterruptedException {
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    response = client.send(whep.request("GET", path, ""), BodyHandlers.ofInputStream());
    lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The next event as name and data; empty at the end. */
  String next() throws IOException {
    String name = "";
    String line = lines.readLine();
    while (line != null) {
      if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        return name + " " + line.substring(6);
      }
      line = lines.readLine();
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    client.shutdownNow();
    lines.close();
  }
}
