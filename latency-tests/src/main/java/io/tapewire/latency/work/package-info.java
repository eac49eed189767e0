/**
 * What is done in a trial of two processes: the same loops, and the same verification of every
 * trade, for every subject.
 */
package io.tapewire.latency.work;
