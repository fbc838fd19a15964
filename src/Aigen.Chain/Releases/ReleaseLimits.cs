namespace Aigen.Chain;

/// <summary>How much a release may say.</summary>
public static class ReleaseLimits
{
    public const int NameLength = 128;

    // A terabyte in pieces of one gigabyte.
    public const int Shards = 1024;
}
