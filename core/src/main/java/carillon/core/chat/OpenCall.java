package carillon.core.chat;

import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;

/** A model call that was started and has not ended. */
public record OpenCall(CallId call, MessageId message, ProviderId provider, String model) {}
