/** Players of other people's, one behind another, each in the same situations. */
package dev.sluice.conformance.clients;
