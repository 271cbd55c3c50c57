package carillon.core.chat;

import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;

/**
 * A model call that was started and has not ended.
 *
 * @param asked the seq that the transcript it was shown ends at
 */
public record OpenCall(CallId call, long asked, MessageId message, ProviderId provider, String model) {}
