"use strict";
// Injected into a page before its own scripts: records the actions of any player in it. Times are
// milliseconds since the epoch.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const seen = { postedAt: 0, answeredAt: 0, status: 0, pictureAt: 0, states: [], restarts: [] };
  const connections = [];

  let hasPosted;
  const posting = new Promise((resolve) => (hasPosted = resolve));

  const plainFetch = window.fetch;
  window.fetch = async (resource, init) => {
    const method = init?.method ?? "GET";
    const isOffer = method === "POST" && String(init?.body).startsWith("v=0");
    if (isOffer) {
      seen.postedAt = now();
      hasPosted(true);
    }
    const response = await plainFetch(resource, init);
    if (isOffer) {
      seen.answeredAt = now();
      seen.status = response.status;
    }
    if (method === "PATCH") {
      seen.restarts.push(response.status);
    }
    return response;
  };

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...configuration) {
      super(...configuration);
      connections.push(this);
      this.addEventListener("connectionstatechange", () => seen.states.push(this.connectionState));
    }
  };

  const awaitVideo = setInterval(() => {
    const video = document.querySelector("video");
    if (video) {
      clearInterval(awaitVideo);
      video.requestVideoFrameCallback(() => (seen.pictureAt = now()));
    }
  }, 10);

  async function counted() {
    const inbound = { video: {}, audio: {} };
    const report = await connections.at(-1)?.getStats();
    report?.forEach((entry) => {
      if (entry.type === "inbound-rtp") {
        inbound[entry.kind] = entry;
      }
    });
    return {
      pictures: inbound.video.framesDecoded ?? 0,
      soundPackets: inbound.audio.packetsReceived ?? 0,
      energy: inbound.audio.totalAudioEnergy ?? 0,
    };
  }

  const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

  async function firstMedia() {
    for (;;) {
      const { pictures, soundPackets } = await counted();
      if (pictures + soundPackets > 0) {
        return;
      }
      await sleep(50);
    }
  }

  window.watch = {
    posting,
    /** The record after media has played for this number of milliseconds. */
    async play(millis) {
      await firstMedia();
      await sleep(millis);
      return { ...seen, ...(await counted()) };
    },
  };
})();
