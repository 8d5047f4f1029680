// Players from npm, each behind a function that starts it as described in its documentation.
import { WebRTCPlayer } from "@eyevinn/webrtc-player";
import { WHEPClient } from "whip-whep/whep.js";

window.players = {
  /** @eyevinn/webrtc-player, without its STUN server on the internet. */
  async eyevinn(video, whep) {
    const player = new WebRTCPlayer({ video, type: "whep", iceServers: [] });
    await player.load(new URL(whep));
    return { stop: () => player.unload(), restart: null };
  },

  /** whip-whep. */
  async whipWhep(video, whep) {
    const pc = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    const stream = new MediaStream();
    pc.addEventListener("track", (event) => {
      stream.addTrack(event.track);
      video.srcObject = stream;
    });
    pc.addTransceiver("video", { direction: "recvonly" });
    pc.addTransceiver("audio", { direction: "recvonly" });
    const client = new WHEPClient();
    await client.view(pc, whep);
    return { stop: () => client.stop(), restart: () => client.restart() };
  },
};
