/** Tests of other players, one after another, each in the same situations. */
package dev.sluice.conformance.clients;
