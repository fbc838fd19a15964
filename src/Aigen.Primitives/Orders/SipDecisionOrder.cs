using System.Globalization;
using Aigen.Primitives.Encoding;

namespace Aigen.Primitives;

/// <summary>Approves or vetoes an improvement proposal (SIP).</summary>
public sealed record SipDecisionOrder(string ProposalId, bool Approve, Signature Signature) : CeoOrder(Signature)
{
    internal const byte Kind = 2;

    public byte[] MessageToSign(Hash256 proposalHash) =>
        System.Text.Encoding.UTF8.GetBytes($"{(Approve ? "sip_approve" : "sip_veto")}:{ProposalId}:{InBrackets(proposalHash)}");

    public override void WriteTo(WireWriter writer) => writer.Byte(Kind).Text(ProposalId).Flag(Approve).Raw(Signature.Bytes);

    internal static SipDecisionOrder ReadBody(ref WireReader reader) => new(reader.Text(), reader.Flag(), reader.Signature());

    // The form that deployed signers use: "[0, 1, a, ff]", each byte in hex without a leading zero.
    private static string InBrackets(Hash256 hash) =>
        $"[{string.Join(", ", hash.Bytes.ToArray().Select(b => b.ToString("x", CultureInfo.InvariantCulture)))}]";
}
