package carillon.core.chat;

import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import java.util.OptionalLong;

/**
 * A model call that was started and has not ended.
 *
 * @param asked    the seq that the transcript it was shown ends at
 * @param compacts how far what the agent met is to be summed up; empty when the call is to answer
 */
public record OpenCall(
        CallId call, long asked, MessageId message, ProviderId provider, String model, OptionalLong compacts) {}
