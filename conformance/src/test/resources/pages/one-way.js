// Plays the sound of ?whep= and sends UDP to ?relay=HOST:PORT instead of the answer's candidates, which
// stay for TCP. Reports twice a second.
"use strict";

const query = new URLSearchParams(location.search);
const [host, port] = query.get("relay").split(":");

const report = (what) => fetch("/report", { method: "POST", body: JSON.stringify(what) });

const relayed = (sdp) =>
  sdp.replaceAll(/(a=candidate:\S+ 1 udp \d+) \S+ \d+/g, `$1 ${host} ${port}`);

async function play() {
  const pc = new RTCPeerConnection();
  pc.addTransceiver("audio", { direction: "recvonly" });
  await pc.setLocalDescription();
  const response = await fetch(query.get("whep"), {
    method: "POST",
    headers: { "Content-Type": "application/sdp" },
    body: pc.localDescription.sdp,
  });
  await pc.setRemoteDescription({ type: "answer", sdp: relayed(await response.text()) });
  setInterval(() => look(pc), 500);
}

async function look(pc) {
  const stats = await pc.getStats();
  const all = [...stats.values()];
  const pair = all.find((entry) => entry.type === "candidate-pair" && entry.selected);
  const inbound = all.find((entry) => entry.type === "inbound-rtp");
  await report({
    state: pc.connectionState,
    protocol: pair ? stats.get(pair.remoteCandidateId).protocol : "",
    packets: inbound ? inbound.packetsReceived : 0,
  });
}

play().catch((error) => report({ state: String(error), protocol: "", packets: 0 }));
