/** What a trial is: the question, the answer, and how it is written down. */
package io.tapewire.latency.trial;
