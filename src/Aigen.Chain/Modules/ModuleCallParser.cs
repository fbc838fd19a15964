using System.Text.Json;
using Aigen.Primitives;

namespace Aigen.Chain;

/// <summary>Reads the JSON payload of a transaction to the CEO wallet.</summary>
internal static class ModuleCallParser
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>The call, or null where there is none; the refusal, where the payload means a call but says it wrongly.</summary>
    public static (ModuleCall? Call, Refusal? Refusal) Parse(Transaction transaction, ChainSpec spec)
    {
        if (transaction.Receiver.Address != spec.CeoWallet || transaction.Payload is not [(byte)'{', ..] payload)
        {
            return (null, null);
        }

        try
        {
            using var document = JsonDocument.Parse(payload, Strict);
            return Read(new PayloadReader(document.RootElement, transaction.Sender.Address));
        }
        catch (JsonException e)
        {
            return (null, TransactionRefusals.Payload($"payload is not JSON: {e.Message}"));
        }
        catch (InvalidOperationException)
        {
            // How the reader says, once it is asked for a text, that its bytes are not UTF-8 or its escapes half a character.
            return (null, TransactionRefusals.Payload("payload has text that is not Unicode"));
        }
        catch (PayloadException e)
        {
            return (null, TransactionRefusals.Payload(e.Message));
        }
    }

    private static (ModuleCall?, Refusal?) Read(PayloadReader payload)
    {
        if (payload.Has("tier"))
        {
            return (SubscribeCall.Read(payload), null);
        }

        if (payload.Has("proposal_id"))
        {
            return (ProposeCall.Read(payload), null);
        }

        if (payload.Has("input_hash"))
        {
            return (BatchCall.Read(payload), null);
        }

        return payload.Has("model_id") || payload.Has("service") || payload.Has("max_tokens") ? (BuyCreditCall.Read(payload), null) : (null, null);
    }
}
