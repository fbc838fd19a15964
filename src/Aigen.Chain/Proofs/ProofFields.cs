using System.Text.Json;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;

namespace Aigen.Chain;

/// <summary>What a proof is of, for people: each field says again what the bytes say.</summary>
internal static class ProofFields
{
    public static void Write(Utf8JsonWriter json, Transaction transaction)
    {
        json.WriteStartObject("transaction");
        json.WriteString("tx_hash", transaction.Hash.ToString());
        json.WriteString("sender", transaction.Sender.Text);
        json.WriteString("receiver", transaction.Receiver.Text);
        json.WriteNumber("amount", transaction.Amount.Aigen);
        json.WriteNumber("timestamp", transaction.Timestamp);
        json.WriteNumber("nonce", transaction.Nonce);
        json.WriteBoolean("priority", transaction.Priority);
        json.WriteNumber("chain_id", transaction.ChainId);
        json.WriteNumber("fee_base", transaction.Fee.Base.Aigen);
        json.WriteNumber("fee_priority", transaction.Fee.Priority.Aigen);
        json.WriteNumber("fee_burn", transaction.Fee.Burn.Aigen);
        json.WriteString("payload", transaction.Payload is { } payload ? Hex.Encode(payload) : null);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Receipt receipt)
    {
        json.WriteStartObject("receipt");
        json.WriteString("receipt_id", receipt.Id.ToString());
        json.WriteString("receipt_hash", receipt.Hash.ToString());
        json.WriteString("payer", receipt.Payer.ToString());
        json.WriteString("model_sha256", receipt.Model.ToString());
        json.WriteString("request_hash", receipt.Request.ToString());
        json.WriteString("output_hash", receipt.Output.ToString());
        json.WriteNumber("prompt_tokens", receipt.PromptTokens);
        json.WriteNumber("completion_tokens", receipt.CompletionTokens);
        json.WriteString("funding", FundingName(receipt.Funding));
        json.WriteNumber("price_micro_aigen", receipt.Price);
        json.WriteNumber("timestamp", receipt.Timestamp);
        json.WriteString("node", receipt.Node.ToString());
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, AccountProof proof)
    {
        var account = proof.Account;
        json.WriteStartObject("account");
        json.WriteString("address", proof.Address.ToString());
        json.WriteBoolean("exists", proof.State.Value is not null);
        json.WriteNumber("balance", account.Balance.Aigen);
        json.WriteNumber("nonce", account.Nonce);
        json.WriteEndObject();
    }

    public static string FundingName(Funding funding) => funding switch
    {
        Funding.Credit => "credit",
        Funding.Batch => "batch",
        _ => "quota",
    };
}
